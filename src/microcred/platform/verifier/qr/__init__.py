"""QR codes in pictures and papers of strangers, read by a process of its own within limits."""

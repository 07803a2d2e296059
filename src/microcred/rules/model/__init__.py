"""The language of requirements: immutable values with one JSON form each."""

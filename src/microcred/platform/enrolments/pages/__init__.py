"""The pages of enrolments: the learner's, and those of the educator's staff."""

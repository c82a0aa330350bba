"""Frozen records of the subject: no files, no Qt, no arithmetic beyond checks."""

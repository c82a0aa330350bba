"""Records in, A4 pages out."""

"""What a button does, without Qt."""

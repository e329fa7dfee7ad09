"""What makes many sections one document: who tells what, what holds everywhere, what waits for what, how sections join."""

"""Many documents from one list: each row by itself, none twice, one bad row stopping nothing."""

"""Jobs: one document each, from the request to the manuscript, over as many runs and machines as it takes."""

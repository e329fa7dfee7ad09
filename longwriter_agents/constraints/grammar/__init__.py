"""The scope grammar, floor by floor: each module reads the phrases of one kind, built on those below it."""

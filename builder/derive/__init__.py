"""What follows from filings: values to values, each conclusion with its rule and its proof."""

"""For users and training of spaCy: components for their own pipelines, the tokenizer and the corpus reader by registered names."""

"""How the learned extractor is made, and the corpus it is made from; never imported by `kg`."""

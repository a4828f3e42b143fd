"""Teaching the encoder; PyTorch is needed here, never at run time."""

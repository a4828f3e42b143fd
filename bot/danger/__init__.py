"""Training and judging the hearing of danger; scikit-learn is needed here, never at run time."""

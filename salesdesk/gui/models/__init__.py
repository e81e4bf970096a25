"""Qt item models, generic over rows."""

"""Central CRMs: records arrive there once and right; what is changed there comes back."""

"""The page of an order on which is agreed: estimates, answers, warnings, promises."""

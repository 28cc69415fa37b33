"""Names of people and companies: how they are shown, what they were before."""

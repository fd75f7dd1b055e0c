"""Speed and memory, each beside a floor taken in the same run on the same data. Never tests with time limits."""

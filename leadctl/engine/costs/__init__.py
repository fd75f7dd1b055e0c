"""What sources and campaigns cost: bringing in cost sheets and the exports of ad platforms."""

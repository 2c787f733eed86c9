//! The preview, and data that is fetched while it runs.

use std::time::Duration;

use super::{federated, published};
use crate::preview::client::Preview;

/// Longer than any step takes.
const HANG: Duration = Duration::from_secs(30);

#[test]
fn the_preview_shows_data_that_is_fetched_while_it_runs() {
    let project = federated();
    let preview = Preview::start(&project, &[]);
    let shows = |words: &str| {
        preview.wait_until(words, HANG, || preview.get("/").text().contains(words));
    };
    shows("Card refunds · Payments");
    project.write("federation/pay.json", published().replace("Card refunds", "Refunds to cards"));
    shows("Refunds to cards · Payments");
    project.write("federation/pay.json", "<!doctype html>");
    shows("could not be read");
    assert_eq!(preview.get("/plans/shop/index.html").status, 200, "the own plans stay");
    project.write("federation/pay.json", published());
    shows("Card refunds · Payments");
}

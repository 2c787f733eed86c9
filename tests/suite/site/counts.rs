//! Numbers on pages are the numbers of what they count.

use serde_json::Value;

use crate::html::{EXAMPLE, Element};

/// The published data.
/// All plans; the example's template counts as none.
fn plans() -> Vec<Value> {
    let data: Value = serde_json::from_slice(&EXAMPLE.files["api/v1/plans.json"]).expect("JSON");
    let plans = data["plans"].as_array().expect("plans").iter();
    plans.filter(|plan| plan["template"] != true).cloned().collect()
}

fn status(plan: &Value) -> &str {
    plan["status"]["kind"].as_str().unwrap_or("not-stated")
}

/// The open risks of all plans that are not closed.
fn open_risks(plans: &[Value]) -> Vec<&Value> {
    plans
        .iter()
        .filter(|plan| !["complete", "cancelled", "rolled-back"].contains(&status(plan)))
        .flat_map(|plan| plan["risks"].as_array().expect("risks"))
        .filter(|risk| risk["open"] == true)
        .collect()
}

/// The number that an element of class `n` in it shows.
fn number(element: &Element) -> usize {
    let shown = element.first(|e| e.has_class("n")).expect("a number");
    shown.text().parse().expect("digits")
}

/// Rows of the body of a page's last table.
fn rows(path: &str) -> usize {
    let page = EXAMPLE.page(path);
    let tables = page.main().all("tbody");
    tables.last().map_or(0, |body| body.elements().filter(|e| e.tag == "tr").count())
}

#[test]
fn the_tiles_count_the_plans_of_each_status() {
    let plans = plans();
    let index = EXAMPLE.page("index.html");
    let tiles = index.main().first(|e| e.has_class("tiles")).expect("tiles");
    let mut sum = 0;
    for tile in tiles.elements().filter(|e| e.attribute("data-status").is_some()) {
        let kind = tile.attribute("data-status").expect("a status");
        let of_kind = plans.iter().filter(|plan| status(plan) == kind).count();
        assert_eq!(number(tile), of_kind, "the tile of {kind}");
        let bodies = index.main().all("tbody");
        let badges = bodies.iter().flat_map(|body| body.elements()).filter(|row| {
            row.first(|e| e.has_class("badge") && e.attribute("data-status") == Some(kind))
                .is_some()
        });
        if kind != "not-stated" {
            assert_eq!(badges.count(), of_kind, "rows of {kind} on the index");
        }
        assert_eq!(rows(&format!("status/{kind}.html")), of_kind, "rows of status/{kind}.html");
        sum += of_kind;
    }
    assert_eq!(sum, plans.len(), "every plan has a tile");
    assert_eq!(rows("index.html"), plans.len(), "every plan has a row");
}

#[test]
fn the_map_and_what_is_not_placed_are_all_open_risks() {
    let plans = plans();
    let open = open_risks(&plans);
    let page = EXAMPLE.page("risks.html");
    let map = page.main().first(|e| e.has_class("heat")).expect("the map");
    let mut placed = 0;
    for cell in map.all("td") {
        let count = number(cell);
        let band = cell.attribute("data-band").expect("a band");
        let link = cell.first(|e| e.tag == "a").and_then(|a| a.attribute("href"));
        assert_eq!(link.is_some(), count > 0, "a cell with risks leads to them");
        if let Some(link) = link {
            assert_eq!(rows(link), count, "{link} lists what its cell counts");
            let levels = link.trim_start_matches("risks/").trim_end_matches(".html");
            let of_cell = open.iter().filter(|risk| {
                let level = |key: &str| risk[key].as_str().unwrap_or_default().to_owned();
                format!("{}-{}", level("likelihood"), level("impact")) == levels
            });
            let bands: Vec<&str> = of_cell.filter_map(|risk| risk["band"].as_str()).collect();
            assert_eq!(bands, vec![band; count], "{link}");
        }
        placed += count;
    }
    let not_placed = open.iter().filter(|risk| risk["band"].is_null()).count();
    assert_eq!(placed + not_placed, open.len());
    assert!(placed > 30, "the example has risks");
}

#[test]
fn bands_and_categories_list_what_they_count() {
    let plans = plans();
    let open = open_risks(&plans);
    let page = EXAMPLE.page("risks.html");
    let legend = page.main().first(|e| e.has_class("legend")).expect("a legend");
    for entry in legend.all("li") {
        let link = entry.first(|e| e.tag == "a").and_then(|a| a.attribute("href")).expect("a link");
        let band = link.trim_start_matches("risks/").trim_end_matches(".html");
        let count = open.iter().filter(|risk| risk["band"] == band).count();
        assert_eq!((number(entry), rows(link)), (count, count), "{link}");
    }
    let mut of_categories = 0;
    for link in page.main().all("a").iter().filter_map(|a| a.attribute("href")) {
        if link.starts_with("risks/category-") {
            of_categories += rows(link);
        }
    }
    let with_category = open.iter().filter(|risk| !risk["category"].is_null()).count();
    assert_eq!(of_categories, with_category);
}

#[test]
fn a_plan_s_map_and_register_hold_all_its_risks() {
    for plan in plans() {
        let risks = plan["risks"].as_array().expect("risks");
        let slug = plan["slug"].as_str().expect("a slug");
        let page = EXAMPLE.page(&format!("plans/{slug}/risks.html"));
        let ids = page.ids();
        for risk in risks {
            let anchor = risk["anchor"].as_str().expect("an anchor");
            assert!(ids.contains(anchor), "{slug}: {anchor}");
        }
        if let Some(map) = page.main().first(|e| e.has_class("heat")) {
            let placed: usize = map.all("td").into_iter().map(number).sum();
            let open = risks.iter().filter(|r| r["open"] == true && !r["band"].is_null()).count();
            assert_eq!(placed, open, "{slug}");
        }
    }
}

#[test]
fn the_maps_before_and_after_mitigation_hold_the_whole_register() {
    let mut found = 0;
    for plan in plans() {
        let risks = plan["risks"].as_array().expect("risks");
        let slug = plan["slug"].as_str().expect("a slug");
        let is_rated = |risk: &Value| {
            !(risk["residual_likelihood"].is_null() && risk["residual_impact"].is_null())
        };
        let has_maps = risks.iter().any(is_rated);
        let open = EXAMPLE.page(&format!("plans/{slug}/risks.html"));
        let views = open.main().all("nav").into_iter().any(|nav| nav.has_class("views"));
        assert_eq!(views, has_maps, "{slug}: a switch leads to them");
        for (name, band) in [("risks-inherent", "band"), ("risks-residual", "residual_band")] {
            let path = format!("plans/{slug}/{name}.html");
            assert_eq!(EXAMPLE.files.contains_key(&path), has_maps, "{path}");
            if !has_maps {
                continue;
            }
            found += 1;
            let main = EXAMPLE.page(&path).main();
            let map = main.first(|e| e.has_class("heat")).expect("a map");
            let mut placed = 0;
            for cell in map.all("td").into_iter().filter(|cell| number(cell) > 0) {
                placed += number(cell);
                let link = cell.first(|e| e.tag == "a").and_then(|a| a.attribute("href"));
                let id = link.and_then(|link| link.strip_prefix('#')).expect("a place here");
                let note = main.first(|e| e.attribute("id") == Some(id)).expect("a note");
                let classes =
                    note.attribute("class").and_then(|c| c.strip_prefix("notice fnote f"));
                let (likelihood, impact) =
                    classes.and_then(|classes| classes.split_once(" f")).expect("a cell");
                let is_listed = |e: &&Element| {
                    e.has_class("rk") && e.has_class(likelihood) && e.has_class(impact)
                };
                let listed = main.every().into_iter().filter(is_listed).count();
                assert_eq!(listed, number(cell), "{path}: {id}");
            }
            let of_band = risks.iter().filter(|risk| !risk[band].is_null()).count();
            assert_eq!(placed, of_band, "{path}");
            let words = format!("{} risks ", risks.len());
            assert!(EXAMPLE.page(&path).main_text().contains(&words), "{path}: {words}");
            let rows = main.all("tr").into_iter().filter(|row| row.has_class("rk")).count();
            assert_eq!(rows, risks.len(), "{path}: placed or not, each has its row");
        }
    }
    assert!(found > 0, "the example states levels after mitigation");
}

#[test]
fn checklists_show_every_item_with_its_state() {
    for plan in plans() {
        let slug = plan["slug"].as_str().expect("a slug");
        let page = EXAMPLE.page(&format!("plans/{slug}/checklists.html"));
        let text = page.main_text();
        let groups = plan["checklists"].as_array().expect("checklists");
        let items = groups.iter().flat_map(|group| group["items"].as_array().expect("items"));
        for item in items.chain(plan["transition_criteria"].as_array().expect("criteria")) {
            let words = item["text"].as_str().expect("text");
            assert!(text.contains(words), "{slug}: {words}");
        }
    }
}

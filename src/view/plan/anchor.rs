//! Anchors on the pages of a plan: ids that other pages link to.

/// Of a checklist on the checklists page, by its index.
pub fn checklist(index: usize) -> String {
    format!("c{index}")
}

/// Of an item of a checklist.
pub fn item(checklist: usize, item: usize) -> String {
    format!("c{checklist}-{item}")
}

/// Of a mark of a checklist.
pub fn mark(checklist: usize, mark: usize) -> String {
    format!("c{checklist}-mark-{mark}")
}

/// Of a group of items of a checklist.
pub fn item_group(checklist: usize, group: usize) -> String {
    format!("c{checklist}-group-{group}")
}

/// Of the group of transition criteria on the checklists page.
pub const CRITERIA: &str = "criteria";

/// Of a transition criterion, by its index.
pub fn criterion(index: usize) -> String {
    format!("criterion-{index}")
}

/// Of the planned ends that were moved, on the page of phases.
pub const MOVED_ENDS: &str = "moved-ends";

/// Of a commit on the history page, by the digits of its name that are shown.
pub fn commit(digits: &str) -> String {
    format!("commit-{digits}")
}

/// Of what the rollback page shows as written.
pub const WRITTEN: &str = "written";

/// Of the owners on the rollback page.
pub const OWNERS: &str = "who";

/// Of the flag on the overview.
pub const FLAG: &str = "flag";

/// Of a line of the file on the source page.
pub fn line(line: u32) -> String {
    format!("l{line}")
}

/// Of a step on the rollback page, by its index.
pub fn step(index: usize) -> String {
    format!("step-{}", index + 1)
}

/// Of what changed since on the record of a gate.
pub const DRIFT: &str = "drift-h";

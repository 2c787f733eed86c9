//! Words that name no phase of the plan; found by `parse`.

//! Data of another site that can't be read; found by `federation`, of a file that the settings name.

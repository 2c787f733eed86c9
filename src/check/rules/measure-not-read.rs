//! Measured values, targets and files of measures that can't be read for sure; found by `parse` and `pipeline`.

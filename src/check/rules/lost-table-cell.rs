//! Cells beyond the columns of a table, and bars that elsewhere would part a cell; found by `markdown`.

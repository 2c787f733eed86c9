//! Content hashes for change detection and asset names; not a defence against attackers.

/// A 64-bit hash of the bytes, the same on every machine and run.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    rapidhash::v3::rapidhash_v3(bytes)
}

/// The fingerprint as 16 lower-case hexadecimal digits.
pub fn fingerprint_hex(bytes: &[u8]) -> String {
    format!("{:016x}", fingerprint(bytes))
}

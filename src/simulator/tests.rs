//! The simulator driven over the wire, as any client would.

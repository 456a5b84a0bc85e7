//! Two numbers worked on at once: one register of the browser's. Must not know what they count.

#[cfg(not(target_arch = "wasm32"))]
pub use plain::Pair;
#[cfg(target_arch = "wasm32")]
pub use wide::Pair;

#[cfg(target_arch = "wasm32")]
mod wide {
    use core::arch::wasm32::{
        f64x2, f64x2_add, f64x2_eq, f64x2_extract_lane, f64x2_mul, f64x2_splat, i64x2_shuffle,
        i64x2_splat, v128, v128_and,
    };

    #[derive(Debug, Clone, Copy)]
    pub struct Pair(v128);

    impl Pair {
        #[inline(always)]
        pub const fn new(first: f64, second: f64) -> Self {
            Self(f64x2(first, second))
        }

        #[inline(always)]
        pub fn both(value: f64) -> Self {
            Self(f64x2_splat(value))
        }

        #[inline(always)]
        pub fn parts(self) -> (f64, f64) {
            (
                f64x2_extract_lane::<0>(self.0),
                f64x2_extract_lane::<1>(self.0),
            )
        }

        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Self(f64x2_add(self.0, other.0))
        }

        #[inline(always)]
        pub fn times(self, other: Self) -> Self {
            Self(f64x2_mul(self.0, other.0))
        }

        /// The second and the first.
        #[inline(always)]
        pub fn swapped(self) -> Self {
            Self(i64x2_shuffle::<1, 0>(self.0, self.0))
        }

        /// Each where the other's is zero, else zero.
        #[inline(always)]
        pub fn where_zero(self, other: Self) -> Self {
            Self(v128_and(self.0, f64x2_eq(other.0, f64x2_splat(0.0))))
        }

        /// Itself or zeros.
        #[inline(always)]
        pub fn only_if(self, kept: bool) -> Self {
            Self(v128_and(self.0, i64x2_splat(-i64::from(kept))))
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    #[derive(Debug, Clone, Copy)]
    pub struct Pair(f64, f64);

    impl Pair {
        #[inline(always)]
        pub const fn new(first: f64, second: f64) -> Self {
            Self(first, second)
        }

        #[inline(always)]
        pub fn both(value: f64) -> Self {
            Self(value, value)
        }

        #[inline(always)]
        pub fn parts(self) -> (f64, f64) {
            (self.0, self.1)
        }

        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            Self(self.0 + other.0, self.1 + other.1)
        }

        #[inline(always)]
        pub fn times(self, other: Self) -> Self {
            Self(self.0 * other.0, self.1 * other.1)
        }

        /// The second and the first.
        #[inline(always)]
        pub fn swapped(self) -> Self {
            Self(self.1, self.0)
        }

        /// Each where the other's is zero, else zero.
        #[inline(always)]
        pub fn where_zero(self, other: Self) -> Self {
            let kept = |value, other| if other == 0.0 { value } else { 0.0 };
            Self(kept(self.0, other.0), kept(self.1, other.1))
        }

        /// Itself or zeros.
        #[inline(always)]
        pub fn only_if(self, kept: bool) -> Self {
            if kept { self } else { Self(0.0, 0.0) }
        }
    }
}

impl Default for Pair {
    #[inline(always)]
    fn default() -> Self {
        Self::new(0.0, 0.0)
    }
}

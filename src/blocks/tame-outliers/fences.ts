/** Where thresholds start: 1.5 spreads beyond the quartiles (Tukey, "Exploratory Data Analysis", 1977). */
export const FENCE_SPREADS = 1.5;

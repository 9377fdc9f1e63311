"""Tables, intervals, calibration and the description of the machine."""

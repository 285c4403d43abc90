"""A batch divided: between the processes of a job, and into parts that one process computes one after the other."""

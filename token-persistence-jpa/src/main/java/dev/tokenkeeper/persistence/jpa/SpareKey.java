package dev.tokenkeeper.persistence.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.io.Serializable;

/** A spare is kept once per attempt of its authorization. */
@Embeddable
record SpareKey(@Embedded RowKey authorization, @Column(name = "attempt_id") String attemptId)
    implements Serializable {}

package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.LongSupplier;

/**
 * What publications of one set of controllers share.
 *
 * @param ticker monotonic nanoseconds
 * @param restored is told when an object has gone back, as only a restored storage lets it
 */
public record PublishingParts(
    SummaryWriter writer,
    Budget budget,
    ObjectMapper mapper,
    LongSupplier ticker,
    Runnable restored) {}

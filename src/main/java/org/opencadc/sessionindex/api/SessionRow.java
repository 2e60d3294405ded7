package org.opencadc.sessionindex.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * One session, that is one Job of Skaha. What Skaha's SessionBuilder reads from a Job is here
 * verbatim; absent means that the Job does not have it.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionRow(
    @JsonPropertyDescription("Name of the Job; the rows are sorted by it.")
        @Required
        @Size(max = 253)
        String jobName,
    @JsonPropertyDescription("Session id. It is a secret: it opens the session.")
        @Required
        @Size(max = 63)
        String id,
    @JsonPropertyDescription(
            "Kind, verbatim: notebook, desktop, carta, contributed, firefly, headless or"
                + " desktop-app.")
        @Required
        @Size(max = 63)
        String kind,
    @JsonPropertyDescription("Name that the user gave.") @Size(max = 63) String name,
    @JsonPropertyDescription("Desktop apps only: id of the app inside its desktop session.")
        @Size(max = 63)
        String appId,
    @JsonPropertyDescription("Running, Pending, Completed, Failed or Terminating, by Skaha's rule.")
        @Required
        @Size(max = 16)
        String status,
    @JsonPropertyDescription("True when the Job is suspended, for instance in a queue.")
        Boolean suspended,
    @JsonPropertyDescription("Active pods of the Job; absent when there are none.") Long active,
    @JsonPropertyDescription(
            "Pending and Failed only: why, in one word; absent when not known. Waiting: Queued,"
                + " Suspended, PodNotCreated, NotScheduled, NotStarted, NotReady; else as the"
                + " scheduler (Unschedulable, SchedulingGated), the kubelet for a waiting container"
                + " (ContainerCreating, PodInitializing, ImagePullBackOff, CrashLoopBackOff, ..) or"
                + " the queue's controller says. Failed: as the Job's condition says"
                + " (DeadlineExceeded, PodFailurePolicy, ..), or how the last pod or container"
                + " ended, an app's before a sidecar's (Evicted, OOMKilled, Error, ..), or"
                + " BackoffLimitExceeded, PodFailed.")
        @Size(max = 64)
        String reason,
    @JsonPropertyDescription(
            "More about reason, cut to 256 characters: the queue, the scheduler's message, what"
                + " keeps an image or the configuration from being there, the exit code. Never what"
                + " a program printed.")
        @Size(max = 256)
        String message,
    @JsonPropertyDescription("Since when the session waits so, or when it failed.")
        String sinceTime,
    @JsonPropertyDescription("Image of the first container.") @Size(max = 512) String image,
    @JsonPropertyDescription(
            "True when the session has fixed resources, by the rule of its label generation:"
                + " canonical flavor is fixed, legacy not flexible.")
        Boolean fixed,
    @JsonPropertyDescription("Flavor as labelled: fixed or flexible.") @Size(max = 63)
        String flavor,
    @JsonPropertyDescription("When the Job was created.") String creationTime,
    @JsonPropertyDescription(
            "When the Job started; absent while it is suspended or not yet started.")
        String startTime,
    @JsonPropertyDescription("When the Job completed.") String completionTime,
    @JsonPropertyDescription("Seconds that the Job may run, from startTime.")
        Long activeDeadlineSeconds,
    @JsonPropertyDescription(
            "When the Job will be ended: startTime plus activeDeadlineSeconds; absent beyond the"
                + " year 9999.")
        String expiryTime,
    @JsonPropertyDescription("Numeric user that the pod runs as (UID).") Long runAsUser,
    @JsonPropertyDescription("Numeric group that the pod runs as (GID).") Long runAsGroup,
    @JsonPropertyDescription("Further numeric groups of the pod.") @Size(max = 256)
        List<Long> supplementalGroups,
    @JsonPropertyDescription("Requests of the first container, verbatim.")
        Resources.Amounts requests,
    @JsonPropertyDescription("Limits of the first container, verbatim.") Resources.Amounts limits,
    @JsonPropertyDescription("Name of the newest pod of the Job.") @Size(max = 253) String podName,
    @JsonPropertyDescription("Kueue queue of the Job.") @Size(max = 63) String queue,
    @JsonPropertyDescription("Community of the Job, unless it is default.") @Size(max = 63)
        String community,
    @JsonPropertyDescription("Project of the Job, unless it is default.") @Size(max = 63)
        String project) {}

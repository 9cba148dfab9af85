using Stvg.Core.Alerts.Verification;
using Stvg.Core.Frames;
using Stvg.Core.Grounding;

namespace Stvg.Core.Alerts;

/// <summary>
/// One event that a standing query was waiting for, as it stands after its latest change. The same event always has the same id, also when
/// the same frames are watched again.
/// </summary>
public sealed record Alert
{
    /// <summary>Hash of query, camera, object and the event's first frame; also the id of its <see cref="Tube"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The standing query.</summary>
    public required string QueryId { get; init; }

    /// <summary>The camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>The object in that camera (<see cref="Tubelets.Tubelet.ObjectId"/>).</summary>
    public required int ObjectId { get; init; }

    /// <summary>What the latest change was.</summary>
    public required AlertState State { get; init; }

    /// <summary>Number of the change, from 1: opened is 1, closed is the last.</summary>
    public required int Change { get; init; }

    /// <summary>Capture time of the frame on which the evidence sufficed.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Capture time of the frame of the latest change.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Why it closed; null while it is open.</summary>
    public AlertEnd? End { get; init; }

    /// <summary>The answer so far; the final one once closed.</summary>
    public required Tube Tube { get; init; }

    /// <summary>Capture time of the tube's first frame.</summary>
    public required DateTimeOffset BeginAt { get; init; }

    /// <summary>Capture time of the tube's last frame.</summary>
    public required DateTimeOffset EndAt { get; init; }

    /// <summary>Size of the camera's picture, in whose pixels the boxes are.</summary>
    public required FrameSize Size { get; init; }

    /// <summary>What a judge said before the alert was told; null where none is asked.</summary>
    public AlertVerification? Verification { get; init; }
}

/// <summary>How an alert changes.</summary>
public enum AlertState
{
    /// <summary>The evidence suffices; the event may go on.</summary>
    Opened,

    /// <summary>The tube grew or its score changed noticeably.</summary>
    Updated,

    /// <summary>The event is over; the tube is final.</summary>
    Closed,
}

/// <summary>Why an alert closed.</summary>
public enum AlertEnd
{
    /// <summary>The object left the picture, or was lost.</summary>
    ObjectGone,

    /// <summary>The object is there, but what the sentence says no longer holds.</summary>
    NoLongerHolds,

    /// <summary>The camera was lost, stopped or removed.</summary>
    CameraStopped,

    /// <summary>The query was changed or removed, or its schedule ended.</summary>
    QueryStopped,

    /// <summary>The program was ended while the alert was open.</summary>
    Restarted,

    /// <summary>The event goes on, but the tube is as long as one may be; the same event is not alerted again.</summary>
    LengthLimit,
}

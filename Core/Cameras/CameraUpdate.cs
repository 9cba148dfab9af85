using Stvg.Core.Frames;
using Stvg.Core.Tubelets;

namespace Stvg.Core.Cameras;

/// <summary>What a camera's picture holds after one more look at it. Immutable; safe to hand to another thread.</summary>
public sealed record CameraUpdate
{
    /// <summary>The camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>The newest frame that is known about; larger than that of every update before.</summary>
    public required int Frame { get; init; }

    /// <summary>First frame since the source was connected: what was there on it came in unseen.</summary>
    public required int FirstFrame { get; init; }

    /// <summary>What frame numbers mean.</summary>
    public required CameraTimeline Timeline { get; init; }

    /// <summary>Size of the original picture.</summary>
    public required FrameSize Size { get; init; }

    /// <summary>
    /// Confirmed objects in the picture, by id, each with its recent past (<see cref="Tubelet.FirstSeen"/> tells when it came) and what it looked
    /// like a moment ago (<see cref="Tubelet.Appearance"/>).
    /// </summary>
    public required IReadOnlyList<SceneObject> Live { get; init; }

    /// <summary>Objects that ended not long ago, oldest first: others may relate to them ("after the car left").</summary>
    public IReadOnlyList<SceneObject> Recent { get; init; } = [];

    /// <summary>Objects that are over and done with since the last update: mended, never to change again; to be archived.</summary>
    public IReadOnlyList<SceneObject> Ended { get; init; } = [];

    /// <summary>Everything that a plan can be grounded in now.</summary>
    public Scene Scene() => Tubelets.Scene.Window(Size, Timeline.FramesPerSecond, FirstFrame, Frame, [.. Recent, .. Live]);
}

using Stvg.Core.Cameras;
using Stvg.Core.Services;
using Stvg.Models.Catalogue;
using Stvg.Models.Inference;

namespace Stvg.Embedded.Live;

/// <summary>How a server is set up.</summary>
public sealed record ServerOptions
{
    /// <summary>Folder of the database and the recordings; made when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Connection of the archive; null: SQLite in <see cref="DataFolder"/>.</summary>
    public string? Archive { get; init; }

    /// <summary>Folders whose files may be watched or grounded through the API; the data folder is never one of them.</summary>
    public IReadOnlyList<string> MediaFolders { get; init; } = [];

    /// <summary>Detector: a name of the catalogue, or the path of a model's JSON file.</summary>
    public string Detector { get; init; } = ClipOptions.DefaultDetector;

    /// <summary>Name of the pose model in the catalogue.</summary>
    public string Poses { get; init; } = ModelCatalogue.DefaultPoses;

    /// <summary>
    /// So many poses are looked at per second and camera, on frames that are detected anyway; 0: none, and nothing that needs a pose is judged
    /// (hair, hats, hems, stripes, hands, postures).
    /// </summary>
    public float PosesPerSecond { get; init; } = DefaultPosesPerSecond;

    /// <summary>Default of <see cref="PosesPerSecond"/>: two people as often as their colours, eight people every two seconds.</summary>
    public const float DefaultPosesPerSecond = 4;

    /// <summary>The inference worker.</summary>
    public InferenceOptions Inference { get; init; } = new();

    /// <summary>Opens the archive only: no camera is watched, nobody is told anything.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether cameras that ask for it are recorded.</summary>
    public bool Recording { get; init; } = true;

    /// <summary>Length of a recorded file.</summary>
    public TimeSpan SegmentLength { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long and how much of the recordings is kept.</summary>
    public VideoRetention Video { get; init; } = new(TimeSpan.FromDays(7), 50L << 30);

    /// <summary>How long tubelets, alerts and answers are kept; null: for ever.</summary>
    public TimeSpan? KeepData { get; init; } = TimeSpan.FromDays(90);

    /// <summary>First pause before a lost source is tried again; it grows up to <see cref="LongestReconnectPause"/>.</summary>
    public TimeSpan ReconnectPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between two tries.</summary>
    public TimeSpan LongestReconnectPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A source that sends nothing for so long is taken for lost.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>First pause before a failed webhook is tried again.</summary>
    public TimeSpan WebhookPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A webhook that failed for so long is given up and listed.</summary>
    public TimeSpan WebhookPatience { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The body of a webhook call for a change: JSON in UTF-8, the same document as the API gives for an alert.</summary>
    public required Func<AlertRecord, byte[]> WebhookBody { get; init; }

    /// <summary>File that describes a multimodal model that may be asked (docs/judge.md); null: none.</summary>
    public string? Judge { get; init; }

    /// <summary>Looks at pixels beside the detector, for cameras that move; null: they are taken to stand.</summary>
    public IVisionTools? Vision { get; init; }

    /// <summary>Whether GStreamer pipelines may be added as cameras: they can read and write whatever this process can.</summary>
    public bool AllowPipelines { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told in one line what is being fetched or prepared.</summary>
    public Action<string>? Notify { get; init; }

    /// <summary>Where the recordings are.</summary>
    public string RecordingsFolder => Path.Combine(DataFolder, "recordings");

    /// <summary>Connection of the archive.</summary>
    internal string ArchiveConnection => Archive ?? Path.Combine(DataFolder, "stvg.db");
}

/// <summary>How long recordings are kept.</summary>
/// <param name="Age">Older files are deleted; null: kept for ever.</param>
/// <param name="Bytes">The oldest files are deleted beyond this; null: until the disk is full.</param>
public sealed record VideoRetention(TimeSpan? Age, long? Bytes);

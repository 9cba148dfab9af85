using Stvg.Core.Cameras;
using Stvg.Core.Frames;
using Stvg.Core.Queries;
using Stvg.Models.Catalogue;

namespace Stvg.Embedded;

/// <summary>How a clip is watched.</summary>
public sealed record ClipOptions
{
    /// <summary>Name of the detector in the model catalogue, or the path of a model's JSON file.</summary>
    public string Detector { get; init; } = DefaultDetector;

    /// <summary>The detector that is used when none is named.</summary>
    public const string DefaultDetector = ModelCatalogue.DefaultDetector;

    /// <summary>Detections below this score are dropped at once, in [0, 1].</summary>
    public float MinScore { get; init; } = 0.1f;

    /// <summary>Ready-made detections by frame number from 0; when set, no detector runs.</summary>
    public Func<long, Detection[]>? Detections { get; init; }

    /// <summary>Whether only frames that are worth it are detected; on the others boxes are interpolated (docs/sparsification.md).</summary>
    public bool Sparse { get; init; }

    /// <summary>Name of the pose model in the catalogue; null: no poses, so that parts of the body are found by proportion.</summary>
    public string? Poses { get; init; } = ModelCatalogue.DefaultPoses;

    /// <summary>
    /// Name of an open-vocabulary model of the user's in the catalogue, or the path of its JSON file: it finds <see cref="Phrases"/>; null:
    /// only the detector's classes are found.
    /// </summary>
    public string? Vocabulary { get; init; }

    /// <summary>What that model looks for; <see cref="ClipPlan"/> takes it from a sentence. Where there is nothing, the model does not run.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];

    /// <summary>
    /// What a long clip is watched for: of one of more than five minutes, or of unknown length, only what may fit this sentence is kept, in
    /// bounded memory (docs/grounding.md). Null: everything is kept, for any number of sentences.
    /// </summary>
    public Sought? Sought { get; init; }

    /// <summary>Whether <see cref="Vision"/>'s background model has a say in what is worth a look; see <see cref="Core.Sparsification.SparsificationOptions"/>.</summary>
    public bool ConfirmByBackground { get; init; }

    /// <summary>Looks at the pixels beside the detector, for the camera's own motion; null: the camera is taken to stand.</summary>
    public IVisionTools? Vision { get; init; }

    /// <summary>Whether a learned grounder will answer, too: then a sentence of which nothing is understood is not refused.</summary>
    public bool Learned { get; init; }

    /// <summary>Areas of the picture that a sentence may name ("at the door").</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>How often it looks, per second of video: it takes a hundred times as long as a detector of fixed classes.</summary>
    public double VocabularyRate { get; init; } = 2;

    /// <summary>Told in one line what is being fetched or prepared.</summary>
    public Action<string>? Notify { get; init; }
}

/// <summary>The one sentence that a long clip is watched for.</summary>
/// <param name="Plan">The sentence.</param>
/// <param name="LeastScore">What cannot reach this score is let go; 0 where a judge or a phrase scorer has a say in scores.</param>
/// <param name="Top">So many answers will be asked for.</param>
public sealed record Sought(QueryPlan Plan, float LeastScore, int Top = 1);

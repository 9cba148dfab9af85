using Stvg.Core;
using Stvg.Core.Frames;
using Stvg.Core.Tubelets;
using Stvg.Models.Phrases;
using Stvg.Video;

namespace Stvg.Embedded;

/// <summary>Finds in a clip what the words of a sentence name and no class of the detector fits, all of them in one run a look.</summary>
internal sealed class ClipVocabulary : IDisposable
{
    // What OWL's authors take; Grounding DINO's take 0.35, which a description may say.
    private const float LeastScore = 0.1f;

    private readonly OpenVocabularyDetector _detector;
    private readonly IReadOnlyList<string> _phrases;
    private readonly RareObserver _observer;
    private readonly FrameSize _size;
    private readonly float _leastScore;
    private readonly int _firstClass;

    private ClipVocabulary(string path, VideoInfo info, ClipOptions options, OpenVocabularyDetector detector, int firstClass)
    {
        (_detector, _phrases, _size, _firstClass) = (detector, options.Phrases, info.Size, firstClass);
        _leastScore = detector.Model.Output?.ScoreThreshold ?? LeastScore;
        _observer = new RareObserver(path, info.Size, info.Fps, options.VocabularyRate, _leastScore);
    }

    /// <summary>Opens the model; null where none is asked for, or for nothing.</summary>
    /// <param name="path">The clip.</param>
    /// <param name="info">What is known of it.</param>
    /// <param name="options">How it is watched.</param>
    /// <param name="ownClasses">How many classes the detector has beyond COCO's: the phrases' numbers follow them.</param>
    public static ClipVocabulary? Open(string path, VideoInfo info, ClipOptions options, int ownClasses)
    {
        if (ModelFiles.Vocabulary(options) is not { } model || options.Phrases.Count == 0) return null;
        if (options.VocabularyRate is not (> 0 and <= 1000))
            throw new StvgException($"an open-vocabulary model cannot look {options.VocabularyRate} times a second: give a number above 0");
        return new ClipVocabulary(path, info, options, OpenVocabularyDetector.Open(model), CocoClasses.Names.Count + ownClasses);
    }

    /// <summary>Looks at the frame if it is time to.</summary>
    public void Observe(Frame frame, bool last)
    {
        if (!_observer.IsDue(frame, last)) return;
        var found = _detector.Detect(frame.Image, _size, _phrases, _leastScore);
        _observer.Observe(frame, [.. found.Select(d => d with { Class = _firstClass + d.Class })]);
    }

    /// <summary>The scene with what was found.</summary>
    public Scene Finish(Scene scene) => _observer.Finish(scene);

    public void Dispose() => _detector.Dispose();
}

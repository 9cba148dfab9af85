using Stvg.Core.Grounding;
using Stvg.Core.Judging;
using Stvg.Core.Queries;
using Stvg.Core.Tubelets;
using Stvg.Embedded.Live;
using Stvg.Models.Judging;

namespace Stvg.Embedded;

/// <summary>Questions about a clip that was watched, to the multimodal model that a file describes (docs/judge.md).</summary>
public sealed class ClipQuestions : IDisposable
{
    private readonly JudgeSettings _settings;
    private readonly OpenAiJudge _judge;
    private readonly ClipJudge _clips;

    /// <summary>Reads the description; nothing is sent yet.</summary>
    /// <param name="judgeFile">The file.</param>
    /// <exception cref="Core.StvgException">It cannot be read or makes no sense.</exception>
    public ClipQuestions(string judgeFile)
    {
        _settings = JudgeSettings.ReadFile(judgeFile);
        _judge = new OpenAiJudge(_settings);
        _clips = new ClipJudge(_judge, _settings);
    }

    /// <summary>Which object a sentence describes, and when: the model chooses among the engine's candidates, whose boxes stand.</summary>
    /// <exception cref="JudgeException">The model did not answer, or nothing that can be read.</exception>
    public async Task<(IReadOnlyList<Tube> Tubes, IReadOnlyList<string> Said)> GroundAsync(
        ClipAnalysis clip, QueryPlan plan, GroundingOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(clip);
        var judged = await _clips.GroundAsync(plan, clip.Scene, clip.Path, options, Pictures(clip), ct).ConfigureAwait(false);
        return (judged.Tubes, judged.Said);
    }

    /// <summary>One sentence about an object from one frame to another, in the model's words.</summary>
    /// <exception cref="JudgeException">The model did not answer.</exception>
    public Task<string> DescribeAsync(ClipAnalysis clip, Tubelet subject, int begin, int end, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return _clips.DescribeAsync(clip.Scene, subject, begin, end, Pictures(clip), ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _judge.Dispose();

    private PictureSource Pictures(ClipAnalysis clip) =>
        (frames, marks, stop) => JudgedAnswers.PicturesAsync(clip, _settings.PictureSide, frames, marks, stop);
}

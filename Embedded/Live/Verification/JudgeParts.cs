using Stvg.Core.Alerts.Verification;
using Stvg.Models.Judging;
using Stvg.Storage;

namespace Stvg.Embedded.Live.Verification;

/// <summary>A multimodal model as the cameras and answers of one process use it.</summary>
internal sealed class JudgeParts : IDisposable
{
    private readonly OpenAiJudge _judge;

    private JudgeParts(JudgeSettings settings, IArchive archive, string recordings, TimeProvider time)
    {
        _judge = new OpenAiJudge(settings, time);
        Answers = new JudgedAnswers(_judge, settings, archive, recordings, time);
        if (settings.Verify is not { } verify) return;
        Rules = verify.ToRules();
        Album = new FrameAlbum(settings.PictureSide);
        Verifier = new JudgeVerifier(_judge, settings, Album, time);
    }

    /// <summary>Judges clips and answers of a search.</summary>
    public JudgedAnswers Answers { get; }

    /// <summary>How alerts are verified; null: they are not.</summary>
    public VerificationRules? Rules { get; }

    /// <summary>Where the newest pictures of this process's cameras are kept; null where alerts are not verified.</summary>
    public FrameAlbum? Album { get; }

    /// <summary>Asks about alerts of this process's cameras; null where they are not verified.</summary>
    public IAlertVerifier? Verifier { get; }

    /// <summary>Reads the description of the model; null when no file is named.</summary>
    /// <exception cref="Core.StvgException">The file says nothing that makes sense.</exception>
    public static JudgeParts? Open(ServerOptions options, IArchive archive) => options.Judge is null ? null
        : new JudgeParts(JudgeSettings.ReadFile(options.Judge), archive, options.RecordingsFolder, options.Time);

    public void Dispose() => _judge.Dispose();
}

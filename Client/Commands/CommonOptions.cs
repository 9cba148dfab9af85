using System.CommandLine;
using Stvg.Client.Output;
using Stvg.Core;
using Stvg.Core.Evaluation;
using Stvg.Core.Learning;
using Stvg.Embedded;
using Stvg.Embedded.Learning;

namespace Stvg.Client.Commands;

/// <summary>Arguments and options that several commands share, and how their files are read.</summary>
internal static class CommonOptions
{
    public static Argument<string> Video() => new("VIDEO") { Description = "A video file of any kind that FFmpeg reads." };

    public static Option<bool> Json() => new("--json") { Description = "Write one JSON document to standard output instead of a table." };

    public static Option<string> GroundTruth() => new("--gt") { Description = "Ground truth in MOT text: frame,id,x,y,w,h,... from frame 1.", Required = true, HelpName = "GT.txt" };

    public static Option<string> Out(string what) => new("--out") { Description = $"Where to write {what}, in MOT text.", Required = true, HelpName = "FILE" };

    public static Option<string> Model() => new("--model")
    {
        Description = "Detector: a name of 'stvg models list', or the JSON file of your own.", DefaultValueFactory = _ => ClipOptions.DefaultDetector, HelpName = "NAME",
    };

    public static Option<string?> Archive() => new("--archive")
    {
        Description = "PostgreSQL that the server keeps its archive in; better in STVG_ARCHIVE, where others do not see its password.",
        HelpName = "CONNECTION", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("STVG_ARCHIVE"),
    };

    public static Option<float> PosesPerSecond() => new("--poses")
    {
        Description = "Look at so many people's poses per second and camera (hair, hats, coats, stripes, things in hands, postures); 0: none.",
        HelpName = "N", DefaultValueFactory = _ => Embedded.Live.ServerOptions.DefaultPosesPerSecond,
    };

    public static Option<bool> Sparse() => new("--sparse")
    {
        Description = "Run the detector only on frames that are worth it; boxes on the others are interpolated. Several times faster, hardly worse.",
    };

    public static Option<string?> Judge() => new("--judge")
    {
        Description = "A JSON file that describes a multimodal model to ask; default STVG_JUDGE.", HelpName = "JUDGE.json",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("STVG_JUDGE"),
    };

    public static Option<string?> Grounder() => new("--grounder")
    {
        Description = "A grounder that 'stvg train' wrote: it answers together with the built-in one, and knows words that no lexicon has.", HelpName = "FILE",
    };

    /// <summary>The learned grounder that an option names; null where it names none.</summary>
    public static LearnedGrounder? LearnedGrounder(string? file) => file is { Length: > 0 } ? GrounderFiles.Read(file) : null;

    public static Option<bool> Decompose() => new("--decompose")
    {
        Description = "Let the model that --judge describes decompose the sentence; the built-in parser checks it, and stands in where it must.",
    };

    /// <summary>The model that decomposes; null where it is not asked for.</summary>
    public static Decomposition? Decomposition(bool wanted, string? judge)
    {
        if (!wanted) return null;
        return judge is { Length: > 0 } ? new Decomposition(judge) : throw new StvgException("--decompose needs --judge JUDGE.json, or STVG_JUDGE");
    }

    /// <summary>Questions to the model that an option names; null where it names none.</summary>
    public static ClipQuestions? Questions(string? judge) => judge is { Length: > 0 } ? new ClipQuestions(judge) : null;

    /// <summary>Something the user should know, on standard error.</summary>
    public static void Notify(string message) => Console.Error.WriteLine($"stvg: {message}");

    /// <summary>Watches a clip with a progress bar.</summary>
    public static async Task<ClipAnalysis> AnalyseAsync(string path, CancellationToken cancellation, ClipOptions? options = null)
    {
        ClipAnalysis clip;
        using (var bar = new ProgressBar("watching"))
        {
            clip = await ClipEngine.AnalyseAsync(
                path, (options ?? new ClipOptions { Notify = Notify }) with { Vision = OptionalRooms.Vision }, new Relay<ClipProgress>(p => bar.Report((p.Frames, p.Total))), cancellation);
        }

        if (clip.Notice is not null) Notify(clip.Notice);
        if (options?.Sparse == true) Notify($"{path}: the detector looked at {clip.Frames.Counts()}");
        return clip;
    }

    public static List<MotRow> ReadMot(string path, bool groundTruth = false)
    {
        using var reader = OpenText(path);
        return groundTruth ? MotText.ReadGroundTruth(reader, path) : MotText.Read(reader, path);
    }

    public static StreamReader OpenText(string path)
    {
        if (Directory.Exists(path)) throw new StvgException($"'{path}' is a folder; name a file");
        try
        {
            return new StreamReader(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StvgException($"'{path}' does not exist; check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"'{path}' cannot be read: {e.Message}", e);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Stvg.Core;
using Stvg.Core.Alerts.Verification;
using Stvg.Core.Correspondences;
using Stvg.Models.Catalogue;

namespace Stvg.Models.Judging;

/// <summary>A multimodal model behind an OpenAI-compatible endpoint, as a JSON file describes it (docs/judge.md).</summary>
public sealed record JudgeSettings
{
    /// <summary>Where the API is, with its version: "http://127.0.0.1:8000/v1".</summary>
    public required string Endpoint { get; init; }

    /// <summary>The model's name there.</summary>
    public required string Model { get; init; }

    /// <summary>File whose first line is the key; relative to the description. Null: no key.</summary>
    public string? ApiKeyFile { get; init; }

    /// <summary>The language in which places are spoken of.</summary>
    public JudgeFormat Format { get; init; } = JudgeFormat.Marks;

    /// <summary>Frames that are shown.</summary>
    public int Frames { get; init; } = MarkOptions.DefaultFrames;

    /// <summary>Objects that are marked.</summary>
    public int Marks { get; init; } = MarkOptions.DefaultTop;

    /// <summary>Longest side of the pictures, pixels.</summary>
    public int PictureSide { get; init; } = 768;

    /// <summary>A question takes no longer than this, with everything that is tried.</summary>
    public double TimeoutSeconds { get; init; } = 60;

    /// <summary>One attempt takes no longer than this.</summary>
    public double AttemptSeconds { get; init; } = 30;

    /// <summary>Further attempts after one that failed in passing.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Questions at the same time; others wait.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Most tokens of an answer.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>Whether answers are asked for as a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether answers are forced into a JSON schema, where the server can.</summary>
    public bool Structured { get; init; } = true;

    /// <summary>Whether the probabilities of yes and no are asked for, where the server tells them.</summary>
    public bool LogProbs { get; init; } = true;

    /// <summary>Further fields of every request, such as a server's own switches.</summary>
    public JsonObject? Extra { get; init; }

    /// <summary>Price of a million tokens that go in, in any currency; for the metrics.</summary>
    public double PriceIn { get; init; }

    /// <summary>Price of a million tokens that come out.</summary>
    public double PriceOut { get; init; }

    /// <summary>How candidates for alerts are verified; null: they are not.</summary>
    public VerificationSettings? Verify { get; init; }

    /// <summary>The key, read from <see cref="ApiKeyFile"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? ApiKey { get; init; }

    /// <summary>Reads a description.</summary>
    /// <exception cref="StvgException">It cannot be read or makes no sense; the message names file and reason.</exception>
    public static JudgeSettings ReadFile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var settings = CatalogueJson.Read<JudgeSettings>(File.ReadAllBytes(path));
            if (settings.ApiKeyFile is { } file)
            {
                var key = File.ReadLines(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file)).FirstOrDefault()?.Trim();
                settings = settings with { ApiKey = key is { Length: > 0 } ? key
                    : throw new StvgException($"'{path}': the key file '{file}' is empty") };
            }

            settings.Check(path);
            return settings;
        }
        catch (JsonException e)
        {
            throw new StvgException($"'{path}' describes no judge: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StvgException($"cannot read the judge's description '{path}': {e.Message}", e);
        }
    }

    /// <summary>Refuses what makes no sense.</summary>
    /// <param name="origin">What to call it in messages.</param>
    /// <exception cref="StvgException">The first field that makes no sense.</exception>
    public void Check(string origin)
    {
        void Require(bool holds, string what)
        {
            if (!holds) throw new StvgException($"'{origin}' describes no usable judge: {what}");
        }

        Require(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https", "endpoint is no http or https address");
        Require(uri?.UserInfo is "" or null, "endpoint holds a user or password: use apiKeyFile");
        Require(Model.Length > 0, "model is empty");
        Require(Frames is >= 1 and <= MarkOptions.Most, $"frames has to be 1 to {MarkOptions.Most}");
        Require(Marks is >= 1 and <= MarkOptions.Most, $"marks has to be 1 to {MarkOptions.Most}");
        Require(PictureSide is >= 64 and <= 4096, "pictureSide has to be 64 to 4096");
        Require(TimeoutSeconds is > 0 and <= 3600
            && AttemptSeconds is > 0 and <= 3600, "timeoutSeconds and attemptSeconds have to be above 0, at most 3600");
        Require(Retries is >= 0 and <= 10, "retries has to be 0 to 10");
        Require(Concurrency is >= 1 and <= 256, "concurrency has to be 1 to 256");
        Require(MaxTokens is >= 1 and <= 100_000, "maxTokens has to be 1 to 100000");
        Require(PriceIn >= 0 && PriceOut >= 0, "priceIn and priceOut have to be at least 0");
        if (Verify is not { } verify) return;
        Require(verify.TimeoutSeconds is > 0 and <= 600, "verify.timeoutSeconds has to be above 0, at most 600");
        Require(verify.PerMinute is >= 1 and <= 100_000
            && verify.PerMinuteAndCamera is >= 1 and <= 100_000, "verify.perMinute and verify.perMinuteAndCamera have to be 1 to 100000");
    }
}

/// <summary>How candidates for alerts are verified.</summary>
public sealed record VerificationSettings
{
    /// <summary>An alert waits no longer than this.</summary>
    public double TimeoutSeconds { get; init; } = 10;

    /// <summary>Candidates in a minute, over all cameras.</summary>
    public int PerMinute { get; init; } = 60;

    /// <summary>Candidates of one camera in a minute.</summary>
    public int PerMinuteAndCamera { get; init; } = 12;

    /// <summary>Whether refuted candidates are withheld; else they are told with the verdict.</summary>
    public bool Withhold { get; init; } = true;

    /// <summary>The same as rules of the domain.</summary>
    public VerificationRules ToRules() => new()
    {
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        PerMinute = PerMinute,
        PerMinuteAndCamera = PerMinuteAndCamera,
        Withhold = Withhold,
    };
}

/// <summary>How a model speaks of places.</summary>
public enum JudgeFormat
{
    /// <summary>Any model: numbered marks in the frames.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("marks")] Marks,

    /// <summary>LLaVA-ST: tokens for times and coordinates.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("llava-st")] LlavaSt,

    /// <summary>Qwen2.5-VL and later: boxes as JSON.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("qwen-vl")] QwenVl,
}

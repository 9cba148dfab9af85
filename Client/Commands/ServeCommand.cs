using System.CommandLine;
using Stvg.Client.Serving;
using Stvg.Core;

namespace Stvg.Client.Commands;

/// <summary><c>stvg serve</c>: many cameras, standing queries, alerts and search in one process.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var urls = new Option<string[]>("--urls")
        {
            Description = "Addresses to listen on. Outside this machine only with keys (see --init-key).", HelpName = "URL",
            DefaultValueFactory = _ => ["http://127.0.0.1:8080"], AllowMultipleArgumentsPerToken = true,
        };
        var data = new Option<string>("--data")
        {
            Description = "Folder of the database and the recordings.", HelpName = "DIR", DefaultValueFactory = _ => ServeOptions.DefaultDataFolder,
        };
        var media = new Option<string[]>("--media")
        {
            Description = "A folder whose video files may be watched and grounded through the API; may be given several times.", HelpName = "DIR",
        };
        var archive = new Option<string?>("--archive")
        {
            Description = "PostgreSQL instead of SQLite: 'Host=...;Database=...'; better in STVG_ARCHIVE, where others do not see its password.",
            HelpName = "CONNECTION", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("STVG_ARCHIVE"),
        };
        var model = CommonOptions.Model();
        var poses = CommonOptions.PosesPerSecond();
        var noRecording = new Option<bool>("--no-recording") { Description = "Keep no video, whatever the cameras' settings say." };
        var keepVideo = Span("--keep-video", "Delete recordings older than this (7d, 12h).", "7d");
        var keepVideoSize = new Option<string>("--keep-video-size") { Description = "Delete the oldest recordings beyond this size (50G, 800M).", HelpName = "SIZE", DefaultValueFactory = _ => "50G" };
        var keepData = Span("--keep-data", "Forget what was seen, and alerts, after this time (90d).", "90d");
        var otlp = new Option<string?>("--otlp")
        {
            Description = "Send metrics and traces to this OpenTelemetry collector (gRPC http://host:4317, or HTTP http://host:4318).", HelpName = "URL",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"),
        };
        var logLevel = new Option<string>("--log-level") { Description = "debug, information, warning or error.", HelpName = "LEVEL", DefaultValueFactory = _ => "information" };
        var logJson = new Option<bool>("--log-json") { Description = "Write the log as JSON, one object a line." };
        var judge = new Option<string?>("--judge")
        {
            Description = "A JSON file that describes a multimodal model, which verifies alerts and may be asked about clips and searches.",
            HelpName = "JUDGE.json", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("STVG_JUDGE"),
        };
        var pipelines = new Option<bool>("--allow-pipelines")
        {
            Description = "Take GStreamer pipelines as cameras. They can read and write whatever the server can: only where everybody who may add cameras is trusted.",
        };
        var initKey = new Option<string?>("--init-key") { Description = "Make an administrator's key of this name, print its secret, and end.", HelpName = "NAME" };

        var command = new Command("serve",
            """
            Watch cameras for as long as it runs: standing queries, alerts, search, over HTTP.

            Example:
              stvg serve --data /srv/stvg &
              stvg camera add gate rtsp://10.0.0.7/stream1
              stvg watch "a person in a red jacket who stops"
            """)
        {
            urls, data, media, archive, model, poses, noRecording, keepVideo, keepVideoSize, keepData, judge, pipelines, otlp, logLevel, logJson, initKey,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new ServeOptions
            {
                Urls = parsed.GetRequiredValue(urls),
                DataFolder = Path.GetFullPath(parsed.GetRequiredValue(data)),
                MediaFolders = [.. (parsed.GetValue(media) ?? []).Select(Path.GetFullPath)],
                Archive = parsed.GetValue(archive) is { Length: > 0 } connection ? connection : null,
                Detector = parsed.GetRequiredValue(model),
                PosesPerSecond = parsed.GetValue(poses) is >= 0 and <= 1000 and var perSecond
                    ? perSecond : throw new StvgException("--poses needs a number from 0 to 1000"),
                Recording = !parsed.GetValue(noRecording),
                KeepVideo = Quantities.Duration("--keep-video", parsed.GetRequiredValue(keepVideo)),
                KeepVideoBytes = Quantities.Bytes("--keep-video-size", parsed.GetRequiredValue(keepVideoSize)),
                KeepData = Quantities.Duration("--keep-data", parsed.GetRequiredValue(keepData)),
                Judge = parsed.GetValue(judge) is { Length: > 0 } described ? Path.GetFullPath(described) : null,
                AllowPipelines = parsed.GetValue(pipelines),
                OtlpEndpoint = parsed.GetValue(otlp) is { Length: > 0 } endpoint ? endpoint : null,
                LogLevel = Quantities.LogLevel(parsed.GetRequiredValue(logLevel)),
                LogJson = parsed.GetValue(logJson),
            };
            if (parsed.GetValue(initKey) is { Length: > 0 } name) await ServerProgram.MakeKeyAsync(options, name, cancellation);
            else await ServerProgram.RunAsync(options, cancellation);
            return ExitCode.Found;
        });
        return command;
    }

    private static Option<string> Span(string name, string description, string usual) =>
        new(name) { Description = description, HelpName = "TIME", DefaultValueFactory = _ => usual };
}

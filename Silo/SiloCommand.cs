using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using Stvg.Api;
using Stvg.Core;
using Stvg.Embedded;
using Stvg.Embedded.Live;
using Stvg.Grains.Hosting;

namespace Stvg.Silo;

/// <summary>
/// The command line of a silo. Every option can come from the environment instead (<c>STVG_ROLES</c> for <c>--roles</c>).
/// </summary>
internal static class SiloCommand
{
    public static RootCommand Create()
    {
        var name = Text("--name", "Unique in the cluster, the same after a restart.", Environment.MachineName.ToLowerInvariant());
        var roles = Text("--roles", "What it is for: camera, query, inference, gateway.", string.Join(',', SiloOptions.AllRoles));
        var devices = Text("--devices", "Devices of its inference grains: cpu, cuda:0, cuda:1.", "cpu");
        var data = Text("--data", "Folder of the recordings, shared by all silos, and of the database when it is SQLite.", "stvg-data");
        var media = Text("--media", "Folders whose video files may be watched and grounded, separated by colons.", "");
        var archive = Text("--archive",
            "PostgreSQL: 'Host=...;Database=...'. Without it the silo is alone, or with others of this machine.", "");
        var service = Text("--service-id", "Name of the service: the same for ever.", "stvg");
        var cluster = Text("--cluster-id", "Name of the cluster: one for each environment.", "stvg");
        var address = Text("--address", "Address that other silos reach this one at.", "127.0.0.1");
        var siloPort = Number("--silo-port", "Port for other silos.", 11111);
        var gatewayPort = Number("--gateway-port", "Port for clients of the cluster.", 30000);
        var primaryPort = Number(
            "--primary-port", "Without PostgreSQL: the port of this machine's first silo, which the others join.", 11111);
        var groups = Number("--groups", "Query grains that cameras are spread over; the same on every silo, for ever.",
            SiloOptions.DefaultGroups);
        var urls = Text("--urls", "Addresses of the HTTP API (role gateway), separated by commas. Outside this machine only with keys.",
            "http://127.0.0.1:8080");
        var health = Text("--health", "Address of /health/live and /health/ready, for silos without the API; empty: none.", "");
        var detector = Text("--model", "Detector; the same on every silo.", ClipOptions.DefaultDetector);
        var judge = Text("--judge", "File that describes a multimodal model that may be asked (docs/judge.md); the same on every silo.",
            "");
        var noRecording = new Option<bool>("--no-recording") { Description = "Keep no video, whatever the cameras' settings say." };
        var keepVideo = Number("--keep-video-days", "Delete recordings older than this.", 7);
        var keepVideoSize = Number("--keep-video-gb", "Delete the oldest recordings of the whole cluster beyond this.", 50);
        var keepData = Number("--keep-data-days", "Forget what was seen, and alerts, after this time.", 90);
        var dashboard = new Option<bool>(
            "--dashboard") { Description = "Show the Orleans dashboard at /dashboard of the API, to administrators." };
        var poses = Number("--poses", "Joints of so many people a second are looked for, for each camera; 0: none.",
            (int)ServerOptions.DefaultPosesPerSecond);
        var otlp = Text("--otlp", "OpenTelemetry collector (http://host:4317).", "");
        var logLevel = Text("--log-level", "debug, information, warning or error.", "information");
        var command = new RootCommand(
            """
            One silo of an Orleans.Stvg cluster.

            Alone, with SQLite:     stvg-silo --data /srv/stvg
            With others:            stvg-silo --name a --archive 'Host=db;Database=stvg;Username=stvg' --address 10.0.0.11 --data /srv/stvg
            On a machine with GPU:  stvg-silo --name gpu-1 --roles inference --devices cuda:0 --archive ... --health http://0.0.0.0:8081

            docs/cluster.md says how to size and run a cluster.
            """)
        {
            name, roles, devices, data, media, archive, service, cluster, address, siloPort, gatewayPort, primaryPort, groups, urls, health,
                detector, judge,
            noRecording, keepVideo, keepVideoSize, keepData, poses, dashboard, otlp, logLevel,
        };
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                string Of(Option<string> option) => parsed.GetValue(option)!;
                var postgres = Of(archive) is { Length: > 0 } connection ? connection : null;
                var settings = new SiloSettings
                {
                    Silo = new SiloOptions
                    {
                        Name = Of(name),
                        Roles = Roles(Of(roles)),
                        Devices = List(Of(devices)),
                        Groups = parsed.GetValue(groups) is > 0 and <= 4096 and var n ? n
                            : throw new StvgException("--groups has to be 1 to 4096"),
                        Server = new ServerOptions
                        {
                            DataFolder = Path.GetFullPath(Of(data)),
                            Archive = postgres,
                            MediaFolders = [.. Of(media).Split(':', StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath)],
                            Detector = Of(detector),
                            PosesPerSecond = parsed.GetValue(poses) is >= 0 and <= 1000 and var perSecond ? perSecond
                                : throw new StvgException("--poses has to be 0 to 1000"),
                            Judge = Of(judge) is { Length: > 0 } described ? Path.GetFullPath(described) : null,
                            Recording = !parsed.GetValue(noRecording),
                            Video = new VideoRetention(
                                TimeSpan.FromDays(parsed.GetValue(keepVideo)), (long)parsed.GetValue(keepVideoSize) << 30),
                            KeepData = TimeSpan.FromDays(parsed.GetValue(keepData)),
                            WebhookBody = WebhookBody.Of,
                            Notify = message => Console.Error.WriteLine($"stvg-silo: {message}"),
                        },
                    },
                    Postgres = postgres,
                    ServiceId = Of(service),
                    ClusterId = Of(cluster),
                    Address = IPAddress.TryParse(Of(address), out var ip) ? ip
                        : throw new StvgException($"--address '{Of(address)}' is no IP address"),
                    SiloPort = parsed.GetValue(siloPort),
                    GatewayPort = parsed.GetValue(gatewayPort),
                    PrimaryPort = parsed.GetValue(primaryPort),
                    Urls = List(Of(urls)),
                    Health = Of(health) is { Length: > 0 } at ? at : null,
                    Dashboard = parsed.GetValue(dashboard),
                    Otlp = Of(otlp) is { Length: > 0 } collector ? collector : null,
                    LogLevel = Enum.TryParse<LogLevel>(Of(logLevel), ignoreCase: true, out var level)
                        ? level : throw new StvgException($"--log-level '{Of(logLevel)}': use debug, information, warning or error"),
                };
                await SiloProgram.RunAsync(settings, ct);
                return 0;
            }
            catch (StvgException e)
            {
                await Console.Error.WriteLineAsync($"stvg-silo: {e.Message}");
                return 2;
            }
        });
        return command;
    }

    private static string[] Roles(string text)
    {
        var roles = List(text);
        if (roles.Length == 0) throw new StvgException("--roles names none: use camera, query, inference, gateway");
        foreach (var role in roles)
            if (!SiloOptions.AllRoles.Contains(role)) throw new StvgException(
                $"there is no role '{role}': use camera, query, inference, gateway");
        return roles;
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Option<string> Text(string name, string description, string usual) =>
        new(name) { Description = description, HelpName = "VALUE", DefaultValueFactory = _ => FromEnvironment(name) ?? usual };

    private static Option<int> Number(string name, string description, int usual) => new(name)
    {
        Description = description, HelpName = "N",
        DefaultValueFactory = _ => int.TryParse(FromEnvironment(name), System.Globalization.CultureInfo.InvariantCulture, out var n) ? n
            : usual,
    };

    private static string? FromEnvironment(string option) =>
        Environment.GetEnvironmentVariable("STVG" + option[1..].Replace('-', '_').ToUpperInvariant()) is { Length: > 0 } value ? value
            : null;
}

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Stvg.Architecture.Tests;

/// <summary>Core is driven by messages alone: its compiled code may not reach for files, sockets, processes, threads or the clock.</summary>
public sealed class CorePurityTests
{
    // "Namespace." forbids a whole namespace; "Namespace.Type" a type; "Namespace.Type.Member" one member.
    private static readonly string[] s_forbidden =
    [
        "System.IO.File", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.StreamWriter", "System.Net.", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch",
        "System.Threading.Thread", "System.Threading.ThreadPool", "System.Threading.Timer",
        // Tasks may be named, in the ports that hosts implement, but nothing may be started, awaited or delayed.
        "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay", "System.Threading.Tasks.Task.GetAwaiter",
        "System.Threading.Tasks.Task.ConfigureAwait", "System.Threading.Tasks.TaskFactory", "System.Threading.Tasks.Parallel",
        "System.Threading.Tasks.TaskScheduler", "System.Threading.Tasks.TaskCompletionSource",
        "System.Threading.Channels.", "System.Runtime.InteropServices.NativeLibrary", "System.Console",
        // Not all of Environment: compiled iterators ask for the current thread's number.
        "System.Environment.GetEnvironmentVariable", "System.Environment.get_TickCount", "System.Environment.get_TickCount64",
        "System.Environment.get_MachineName", "System.Environment.get_ProcessorCount", "System.Environment.Exit", "System.Environment.GetFolderPath",
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow", "System.TimeProvider.get_System",
        "System.Guid.NewGuid", "System.Random.get_Shared",
    ];

    [Fact]
    public void Core_reaches_for_nothing_outside_itself()
    {
        var found = Members(typeof(Core.StvgException).Assembly.Location).Where(IsForbidden).Distinct().ToList();
        Assert.True(found.Count == 0, "Core uses " + string.Join(", ", found));
    }

    [Fact]
    public void The_check_sees_what_it_should() =>
        // This very test program opens files; if the check does not see that, it sees nothing.
        Assert.Contains("System.IO.File.OpenRead", Members(typeof(CorePurityTests).Assembly.Location).Where(IsForbidden));

    private static bool IsForbidden(string member) =>
        Array.Exists(s_forbidden, f => f[^1] == '.' ? member.StartsWith(f, StringComparison.Ordinal) : member == f || member.StartsWith(f + '.', StringComparison.Ordinal));

    private static List<string> Members(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        var members = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            members.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
        }

        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            members.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        }

        return members;
    }
}

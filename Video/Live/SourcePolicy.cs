using System.Net;
using System.Net.Sockets;
using Stvg.Core;
using Stvg.Core.Services;
using Stvg.Video.Rendering;

namespace Stvg.Video.Live;

/// <summary>What somebody who comes over the network may have opened: see docs/cameras.md.</summary>
/// <param name="allowedFolders">Folders whose files may be watched, with everything below them; none: no files at all.</param>
/// <param name="allowsPipelines">Whether GStreamer pipelines may be opened, which can read and write whatever the server can.</param>
public sealed class SourcePolicy(IReadOnlyList<string> allowedFolders, bool allowsPipelines = false)
{
    private readonly string[] _folders =
        [.. allowedFolders.Select(OutputFile.RealPath).Select(f => Path.EndsInDirectorySeparator(f) ? f : f + Path.DirectorySeparatorChar)];

    /// <summary>Reads a source and checks it against the rules. Nothing is connected to; a name is looked up.</summary>
    /// <exception cref="ServiceException"><see cref="ServiceError.Invalid"/>: it makes no sense, or is not allowed.</exception>
    public async Task<SourceAddress> CheckAsync(string source, CancellationToken ct)
    {
        try
        {
            var address = SourceAddress.Parse(source);
            if (address.Kind == SourceKind.Pipeline && !allowsPipelines)
                throw Refusal("GStreamer pipelines are not allowed here: start the server with --allow-pipelines, if you trust everybody who may add cameras");
            if (address.IsFile) CheckFile(address);
            else if (address.Host.Length > 0) await CheckHostAsync(address, ct).ConfigureAwait(false);
            return address;
        }
        catch (StvgException e) when (e is not ServiceException)
        {
            throw Refusal(e.Message);
        }
    }

    // The same words whether or not there is such a file: nobody learns what lies elsewhere on the disk.
    private void CheckFile(SourceAddress address)
    {
        var real = OutputFile.RealPath(address.Raw);
        if (Array.Exists(_folders, folder => real.StartsWith(folder, StringComparison.Ordinal))) return;
        throw Refusal($"'{address.Safe}' is in no folder that videos may be taken from: put it into one that the server was started with");
    }

    private static async Task CheckHostAsync(SourceAddress address, CancellationToken ct)
    {
        IPAddress[] found;
        try
        {
            found = IPAddress.TryParse(address.Host, out var number)
                ? [number] : await Dns.GetHostAddressesAsync(address.Host, ct).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw Refusal($"there is no host '{address.Host}' ({e.Message}): check the name in '{address.Safe}'");
        }
        if (found.Length == 0) throw Refusal($"the host '{address.Host}' has no address: check the name in '{address.Safe}'");
        if (found.FirstOrDefault(AddressRules.IsForbidden) is { } forbidden)
            throw Refusal($"'{address.Safe}' leads to {forbidden}, where no camera may be: give a camera's own address");
    }

    private static ServiceException Refusal(string message) => new(ServiceError.Invalid, message);
}

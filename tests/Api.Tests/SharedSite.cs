[assembly: AssemblyFixture(typeof(Stvg.Api.Tests.SharedSite))]

namespace Stvg.Api.Tests;

/// <summary>
/// One server for all tests that are refused or only look; a server of its own costs each of the others a tenth of a second. It holds what
/// <see cref="Route.PrepareAsync"/> says.
/// </summary>
public sealed class SharedSite : IAsyncLifetime
{
    internal Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await Route.PrepareAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

/// <summary>The same with keys, for the tests of one class.</summary>
public sealed class KeyedSite : IAsyncLifetime
{
    internal static ApiOptions Options { get; } = Site.Defaults with { KeysRequired = true };

    internal Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await Route.PrepareAsync(Options);

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

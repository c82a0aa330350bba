"""Where a village lies: local disk, stick or network share."""

from pathlib import Path

import pytest

from app.store.drives import drive_in_mounts, drive_of

MOUNTS = """\
22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw
40 22 8:17 / /media/li/USB\\040DISK rw,nosuid - vfat /dev/sdz9 rw
41 22 0:50 / /mnt/share rw - cifs //server/share rw
42 22 0:51 / /home/li/nas rw - fuse.sshfs li@nas:/ rw
43 22 0:52 / /home rw - ext4 /dev/nvme0n1p3 rw
"""


@pytest.mark.parametrize(
    ("path", "drive"),
    [
        ("/home/li/village", "local"),
        ("/home/li/nas/village", "network"),
        ("/mnt/share/village.nuanfang", "network"),
        ("/mnt/shared", "local"),
        ("/media/li/USB DISK/v", "removable"),
        ("/srv", "local"),
    ],
)
def test_the_longest_mount_point_decides(path: str, drive: str) -> None:
    assert drive_in_mounts(path, MOUNTS) == drive


def test_a_folder_of_this_machine_has_a_kind(tmp_path: Path) -> None:
    assert drive_of(tmp_path) in ("local", "removable", "network")

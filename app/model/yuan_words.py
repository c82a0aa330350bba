"""Amounts in the formal Chinese numerals of agreements and receipts.

After the rules of the People's Bank of China for filling in bills (支付结算办法, annex 1): a nought
between digits is written once, 整 ends a whole amount.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_GROUP = 10_000
MOST = 10 ** (4 * len(_GROUPS)) - 1


def formal_yuan(amount: int) -> str:
    """Return whole yuan as 人民币壹万叁仟壹佰元整.

    Raises
    ------
    ValueError
        If the amount is negative or too large to be written.
    """
    if not 0 <= amount <= MOST:
        raise ValueError(f"{amount} yuan cannot be written")
    return f"人民币{_number(amount)}元整"


def _number(amount: int) -> str:
    if amount == 0:
        return _DIGITS[0]
    text, gap = "", False
    for power in reversed(range(len(_GROUPS))):
        group = amount // _GROUP**power % _GROUP
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < _GROUP // 10):
            text += _DIGITS[0]
        text += _four(group) + _GROUPS[power]
        gap = False
    return text


def _four(group: int) -> str:
    text, gap = "", False
    for place in reversed(range(len(_PLACES))):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text

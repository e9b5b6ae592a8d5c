"""What Zhihu's page says above and below a text, as patterns for whole lines (T45, corpus study 2.5).

A *sure* line can only be the page's. A *probable* one has words like any other: it counts beside a sure one only.
"""

import re

_ZHIHU = r"(?:https?:)?//(?:www|zhuanlan)\.zhihu\.com"
_PICTURE = r"!\\?\[[^\]]*\]\([^()]*\)"
_NUMBER = r"[\d,.]++(?:\s?[万K])?"
_LINK = r"\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\([^()\s]*\)"

COLUMN = rf"\[\s*收录于\s?·\s?(?P<column>[^\]\n]+?)\s*\]\((?P<column_url>{_ZHIHU}/[^()\s]+)\)"
FIRST_IN = rf"首发于\s?\[(?P<first_in>[^\]]+)\]\((?P<first_in_url>{_ZHIHU}/[^()\s]+)\)"
VOTES = rf"(?:(?:[^\s。！？，；：]+\s){{1,6}}?等\s?)?{_NUMBER}\s?人赞同了该(?:文章|回答|想法|视频)"
PERSON = rf"\[(?P<author>[^\]\n@]+)\]\((?P<author_url>{_ZHIHU}/(?:people|org)/[^()\s]+)\)"
AVATAR = rf"\[{_PICTURE}\s?\]\({_ZHIHU}/(?:people|org)/[^()\s]+\)"
ROUNDTABLE = rf"\[圆桌收录\]\({_ZHIHU}/roundtable/[^()\s]+\)"
_ROUNDTABLE_CARD = rf"\[\s[^\]]{{1,40}}\s\]\({_ZHIHU}/roundtable/[^()\s]+\)"
ALL_ANSWERS = rf"\[查看全部\s[\d,]+\s个回答\]\({_ZHIHU}/question/\d+[^()\s]*\)"
LOGO = rf"\[\s*\]\({_ZHIHU}/\)"
TOPIC = rf"\[[^\]]*\]\({_ZHIHU}/topic/\d+[^()\s]*\)"
_BADGE = rf"\[\s*(?:{_PICTURE}\s*)?\]\({_ZHIHU}/(?:question/48510028)?\)(?:\s?!\\\[[^\]]*\]\([^()]*\))?"
_OF_PERSON = r"(?:已|取消)?关注[他她]?(?:\s?发私信)?"
_CRUMB = r"[\w:-]{1,20}\">"
_SIGN_IN = r"(?:立即)?登录/注册"

_DATE = r"(?P<kind>编辑|发布)于\s?(?P<date>\d{4}-\d\d-\d\d|\d\d-\d\d|昨天|今天|\d+\s(?:天|小时|分钟)前)(?:\s\d\d:\d\d)?"
_AFTER_DATE = (
    r"(?:\s?[・·]\s?(?:(?P<licence>著作权归作者所有)|包含\sAI\s辅助创作|(?:IP\s属地\s?)?(?P<place>[^\s\[\]()・·]{2,10}+)))*"
    r"(?:\s作者对内容负责)?"
)
DATED = rf"\[?{_DATE}(?:\]\({_ZHIHU}/[^()\s]+\))?\s?{_AFTER_DATE}"
_CONSULT = rf"(?:{_PICTURE}\s)?\S{{1,20}}\s\d+\s次咨询\s[\d.]+\s\d+\s次赞同\s?去咨询\s?"

CONVERTED = r">\s本文由\s\[简悦\sSimpRead\]\([^()\s]*\)\s转码[，,]\s?原文地址\s\[[^\]]*\]\((?P<source>[^()\s]+)\)"

SURE_TOP = re.compile(
    rf"""{COLUMN}(?:\s?{VOTES})? | 收录于\s·\s\S[^。！？]{{0,40}} | {FIRST_IN}
    | {VOTES} | [^\n。！？，；]{{1,60}}\s等\s[\d,]+\s人赞同
    | {AVATAR}(?:\s?{PERSON})?
    | \[{_PICTURE}\]\(javascript:void\\?\(0\\?\)\)(?:\s?\[[^\]]*\]\([^()]*\))*
    | {_SIGN_IN} | 登录后你可以 | 不限量看优质回答\s私信答主深度交流\s精彩内容一键收藏
    | {ALL_ANSWERS} | {ROUNDTABLE} | {_ROUNDTABLE_CARD}
    | (?:{TOPIC}\s?){{2,}} | \[\s?{_PICTURE}\s[^\[\]]{{0,400}}\]\({_ZHIHU}/topic/\d+\)
    | {CONVERTED}
    """,
    re.VERBOSE,
)
PROBABLE_TOP = re.compile(
    rf"""{_OF_PERSON} | 关注问题(?:\s写回答)? | 写回答 | 邀请回答(?:\s好问题(?:\s\d+)?)?
    | 切换模式 | 写文章 | 登录 | 注册 | 分享 | [\d,]+\s条评论 | 添加评论 | 关注者 | 被浏览
    | 编辑推荐 | 知乎日报收录 | 等\s\d+\s项收录 | {_BADGE} | {_CRUMB}
    | \[\s?直答\]\(https://zhida\.zhihu\.com/\)
    | (?:\[[^\]]{{1,14}}\]\({_ZHIHU}/(?:signin|project|fiore|hot|follow|explore|ring-feeds|column-square)[^()]*\)\s?)+
    | {DATED}
    """,
    re.VERBOSE,
)
# The last line of the page before a text is one of these.
LAST_ABOVE = re.compile(rf"{VOTES}|{ALL_ANSWERS}|{COLUMN}\s?{VOTES}")
# Below words of the text, these are more likely words of the text than the page's buttons.
ANYBODYS_WORDS = ("分享", "登录", "注册")
# A number below one of these words counts people.
COUNTED = ("关注者", "被浏览")
COUNT = re.compile(rf"\**{_NUMBER}\**")
FOLLOW_BUTTON = re.compile(_OF_PERSON)

_BUTTONS = (
    r"(?>▲|已?赞同|反对|条评论|添加评论|暂无评论|评论已关闭|分享|喜欢|收藏|收起|感谢|设置|举报|申请转载"
    r"|赞赏支持|赞赏|展开阅读全文|阅读全文|继续阅读|继续浏览内容|打开App)"
)
SURE_BOTTOM = re.compile(
    rf"""(?:{_CONSULT})?{DATED}(?:{_LINK})*
    | (?:还没有人送礼物，鼓励一下作者吧 | \d+\s人已送礼物)(?:{_LINK})?
    | 「?真诚赞赏，手留余香」? | 还没有人赞赏，快来当第一个赞赏的人吧[！!]? | {_NUMBER}\s人已?赞赏
    | (?=.*\d)(?=.*(?:赞同|评论))(?>(?>{_BUTTONS}|{_NUMBER})\s?)++
    | (?=.*(?:申请转载|添加评论|暂无评论|评论已关闭|举报))(?>{_BUTTONS}\s?){{2,}}+
    | 理性发言，友善互动 | 写下你的评论\.\.\. | 还没有评论，发表第一个评论吧
    | [*_]?想来知乎工作？请发送邮件到\sjobs@zhihu\.com[*_]?
    | {ALL_ANSWERS} | (?:{TOPIC}\s?){{2,}} | \[\s[^\[\]]{{1,30}}\s\]\({_ZHIHU}/topic/\d+\)
    | \[[^\]]*\]\({_ZHIHU}/search\?[^()\s]*search_source=Trending[^()\s]*\)(?:\s\S)? | 大家都在搜
    | !\[\]\(chrome-extension://[^()\s]*\)\s?\S{{0,20}}
    | \[\s?(?:广告\s{_PICTURE}[^\n]*|{_PICTURE}[^\n]*\s的广告)\s?\]\([^()]*\)
    | {_SIGN_IN} | 登录知乎，问答干货一键收藏
    | (?:{_PICTURE})?登录即可查看\s超\s?\d+亿\s专业优质内容(?:\s超.*尽在知乎。)?
    | 超\s5\s千万创作者的优质提问、专业回答、深度文章和精彩视频尽在知乎。
    | 有问题，就会有答案(?:打开知乎App.*)? | 打开知乎App.{{0,30}} | 在「我的页」右上角打开扫一扫 | 扫码下载知乎\sApp
    | 未注册手机验证后自动登录，注册即代表同意.*
    """,
    re.VERBOSE,
)
PROBABLE_BOTTOM = re.compile(
    rf"""(?>(?>{_BUTTONS}|{_NUMBER})\s?)++ | 换一换 | 热门 | 默认 | 最新 | {TOPIC} | {_CRUMB}
    | \[[^\]]*\s[\d,.]+\s万\s?\]\({_ZHIHU}/[^()\s]*\)(?:\s\S{{1,2}})?
    | 其他扫码方式：微信 | 下载知乎App | 无障碍模式 | (?:验证码|密码|其他方式)登录 | 忘记密码 | 获取短信验证码
    | 中国\s\+86 | \[开通机构号\]\({_ZHIHU}/org/signup\) | 关闭二维码
    """,
    re.VERBOSE,
)
# Under a sure line, a heading with these words and all below it are the page's.
PAGE_END = ("内容所属专栏", "文章被以下专栏收录", "推荐阅读", "相关推荐", "关于作者")
